/**
 * Experiments whose answer is known in closed form: Gaussian mixtures, their scores, divergences
 * and estimators, in double precision.
 */
package dev.clientele.theory;
