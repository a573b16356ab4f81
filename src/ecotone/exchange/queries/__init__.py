"""Reading the exchange: whose gives meet whose asks, and what a broker sees of it."""
