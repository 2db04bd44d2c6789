/**
 * Federated methods for classifiers: WarmFed, which starts them from images that the server draws,
 * and what it is compared with.
 */
package dev.clientele.method.classification;
