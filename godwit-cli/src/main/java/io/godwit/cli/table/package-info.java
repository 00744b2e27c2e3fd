/// Text tables aligned by display width.
package io.godwit.cli.table;
