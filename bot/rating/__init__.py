"""How a stock is judged: a Profile of figures goes in, a Rating with its reasons comes out; computes only."""
