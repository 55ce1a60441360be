@NullMarked
package io.github.integratedresponse.audit;

import org.jspecify.annotations.NullMarked;
