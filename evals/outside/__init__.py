"""Published question sets as yardsticks: the reader downloads a set, an adapter here reads it."""
