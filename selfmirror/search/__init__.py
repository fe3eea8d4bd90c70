"""Finding passages: lexical and semantic ranks, fused."""
