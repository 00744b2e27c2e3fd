package io.godwit.policy.tree;

/// A number in an expression.
public sealed interface NumberValue {
    /// A number that is written.
    record Constant(long value) implements NumberValue {}

    /// A field of the route or of the neighbor.
    record Field(NumberField field) implements NumberValue {}

    /// `(peer.as + 1000)`. A result below 0 or above 32 bits equals no field and matches nothing;
    /// so does a division by 0.
    record Arithmetic(NumberValue left, Operator operator, NumberValue right)
            implements NumberValue {}

    /// What can be computed.
    enum Operator {
        PLUS("+"),
        MINUS("-"),
        TIMES("*"),
        DIVIDED_BY("/"),
        MODULO("%");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        /// As it is written.
        public String sign() {
            return sign;
        }
    }
}
