"""Document → Analysis: sentences, mentions, people, times, quantities, attribution."""
