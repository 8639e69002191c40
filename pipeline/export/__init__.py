"""What leaves the explorer: pictures, tables and the bundle of `genks export`."""
