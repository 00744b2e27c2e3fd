/// MRT and packet-capture readers.
package io.godwit.feeds;
