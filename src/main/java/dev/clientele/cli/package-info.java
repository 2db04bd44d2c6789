/** The command line: one class per sub-command, and what their exit codes mean. */
package dev.clientele.cli;
