/** Data sets, how they are divided among clients, and seeded batches. */
package dev.clientele.data;
