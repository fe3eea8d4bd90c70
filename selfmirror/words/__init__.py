"""What everything speaks of: utterances, speakers, times and languages."""
