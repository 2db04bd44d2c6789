/**
 * What a run leaves behind: its directory, logs and manifest, progress while it runs, plots, sample
 * grids and the HTML report.
 */
package dev.clientele.report;
