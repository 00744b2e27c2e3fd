package io.godwit.cli.decode;

import io.godwit.wire.Verdict;

import java.util.ArrayList;
import java.util.List;

/// A field of a message: where it lies, what it is called, what it says. A field with parts is told
/// by its parts, its octets are theirs. Filled in by the dissectors, then only read.
final class Field {
    private final String name;
    private final int offset;
    private final int octets;
    private Object value = "";
    private String called = "";
    private String unit = "";
    private String meaning = "";
    private String rfc = "";
    private final List<Field> parts = new ArrayList<>();
    private final List<FieldFault> faults = new ArrayList<>();

    /// @param offset from the first octet of the message
    Field(String name, int offset, int octets) {
        this.name = name;
        this.offset = offset;
        this.octets = octets;
    }

    /// What it says: a number, an address, a name.
    Field is(Object what) {
        value = what instanceof Number ? what : String.valueOf(what);
        return this;
    }

    /// The name that the value has in its registry.
    Field called(String words) {
        called = words;
        return this;
    }

    /// What the value counts.
    Field of(String what) {
        unit = what;
        return this;
    }

    /// What that means, for somebody who learns.
    Field means(String words) {
        meaning = words;
        return this;
    }

    /// The clause that defines it.
    Field by(String clause) {
        rfc = clause;
        return this;
    }

    Field add(Field part) {
        parts.add(part);
        return this;
    }

    Field fault(Verdict verdict, String what, String clause) {
        faults.add(new FieldFault(verdict, what, clause));
        return this;
    }

    /// Takes back all that was said to be wrong.
    Field withoutFaults() {
        faults.clear();
        parts.forEach(Field::withoutFaults);
        return this;
    }

    String name() {
        return name;
    }

    int offset() {
        return offset;
    }

    int octets() {
        return octets;
    }

    String value() {
        return value.toString();
    }

    /// A number as a number.
    Object content() {
        return value;
    }

    String called() {
        return called;
    }

    String unit() {
        return unit;
    }

    String meaning() {
        return meaning;
    }

    String rfc() {
        return rfc;
    }

    List<Field> parts() {
        return parts;
    }

    List<FieldFault> faults() {
        return faults;
    }

    /// Whether it or something in it has a fault by this clause.
    boolean faulted(String clause) {
        for (FieldFault fault : faults) {
            if (fault.rfc().equals(clause)) {
                return true;
            }
        }
        for (Field part : parts) {
            if (part.faulted(clause)) {
                return true;
            }
        }
        return false;
    }

    /// The first part with this name, or the field itself.
    Field part(String wanted) {
        for (Field part : parts) {
            if (part.name.equals(wanted)) {
                return part;
            }
        }
        return this;
    }
}
