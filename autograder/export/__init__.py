"""Where grades and questions go: bundles for other platforms, workflows for CI, files for grade books."""
