/**
 * Finished runs side by side: which keys differ, what came out as mean and spread over seeds, as a
 * table, CSV and pictures.
 */
package dev.clientele.comparison;
