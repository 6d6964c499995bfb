-- One line for benchmarks/pages.py: median and 95th percentile in milliseconds, requests a second, failed answers.
done = function(summary, latency)
  local failed = summary.errors.status + summary.errors.timeout + summary.errors.connect + summary.errors.read
  local rate = summary.requests / (summary.duration / 1e6)
  print(string.format("measured %.2f %.2f %.2f %d", latency:percentile(50) / 1000, latency:percentile(95) / 1000, rate, failed))
end
