/// `godwit import`: configurations of other daemons as configurations of Godwit. Pure: texts come
/// from [io.godwit.config.Sources], the result is a [Draft].
package io.godwit.cli.importer;
