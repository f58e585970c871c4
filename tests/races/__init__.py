"""Many people at the same moment, against the portal as it runs; `make races` prints the figures."""
