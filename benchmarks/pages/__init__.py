"""Public pages at 100,000 recommendations: reads, time, throughput, memory, exports."""
