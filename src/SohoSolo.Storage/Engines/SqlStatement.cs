using System.Data.Common;

namespace SohoSolo.Storage.Engines;

/// <summary>
/// One SQL statement of a session. Its text is constant (both engines prepare it once) and names its values <c>$1</c>, <c>$2</c>…,
/// which PostgreSQL takes by position and SQLite by name. A statement that returns rows has a reader, even when nobody wants them.
/// </summary>
internal sealed record SqlStatement(string Sql, Value[] Values, Action<DbDataReader>? Read = null)
{
    /// <summary>It must touch exactly one row; see <see cref="Dialect.Guard"/>.</summary>
    public bool Guarded { get; init; }
}

internal enum ValueKind
{
    Text,
    Number,
    Flag,
    Real,
    Texts,
}

/// <summary>A typed parameter without boxing. A null still has its type, because PostgreSQL prepares by types.</summary>
internal readonly struct Value
{
    private Value(ValueKind kind, bool isNull, long number = 0, double real = 0, object? reference = null)
    {
        Kind = kind;
        IsNull = isNull;
        Number = number;
        Real = real;
        this.reference = reference;
    }

    private readonly object? reference;

    public ValueKind Kind { get; }

    public bool IsNull { get; }

    public long Number { get; }

    public double Real { get; }

    public bool Flag => Number != 0;

    public string Text => (string)reference!;

    public string?[] Texts => (string?[])reference!;

    public static implicit operator Value(string? text) => new(ValueKind.Text, text is null, reference: text);

    public static implicit operator Value(long number) => new(ValueKind.Number, false, number);

    public static implicit operator Value(long? number) => new(ValueKind.Number, number is null, number ?? 0);

    public static implicit operator Value(int number) => new(ValueKind.Number, false, number);

    public static implicit operator Value(int? number) => new(ValueKind.Number, number is null, number ?? 0);

    public static implicit operator Value(bool flag) => new(ValueKind.Flag, false, flag ? 1 : 0);

    public static implicit operator Value(bool? flag) => new(ValueKind.Flag, flag is null, flag is true ? 1 : 0);

    public static implicit operator Value(double real) => new(ValueKind.Real, false, real: real);

    public static implicit operator Value(string?[] texts) => new(ValueKind.Texts, false, reference: texts);

    public static implicit operator Value(DateTimeOffset instant) => instant.ToUnixTimeMilliseconds();

    public static implicit operator Value(DateTimeOffset? instant) => instant?.ToUnixTimeMilliseconds();
}
