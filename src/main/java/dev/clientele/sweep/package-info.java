/**
 * Sweeps: a grid of configurations, a run's directory for each cell, what is chosen on validation
 * clients, and the tables and pictures of the results.
 */
package dev.clientele.sweep;
