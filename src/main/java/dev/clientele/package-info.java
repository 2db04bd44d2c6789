/** The command line's entry point; the rooms of the house are the packages below it. */
package dev.clientele;
