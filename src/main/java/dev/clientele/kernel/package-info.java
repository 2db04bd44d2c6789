/**
 * The operations of a device, prepared once for a shape and then run many times: interface and
 * shapes.
 */
package dev.clientele.kernel;
