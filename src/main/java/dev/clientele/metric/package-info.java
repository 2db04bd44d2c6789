/** How good models and generated images are: distances between feature sets, and statistics. */
package dev.clientele.metric;
