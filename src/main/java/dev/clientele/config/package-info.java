/** Configuration: HOCON files, validated once into immutable records, one per block. */
package dev.clientele.config;
