namespace SohoSolo.Storage;

/// <summary>How a value is written that leaves with its owner.</summary>
public enum ExportKind
{
    Text,
    Number,
    Flag,

    /// <summary>On the time line, in UTC.</summary>
    Instant,

    /// <summary>The same instant as the clock of the row's site shows it.</summary>
    LocalTime,

    /// <summary>A local day.</summary>
    Day,

    /// <summary>Of shape of its own: a list, or a small record; what is neither is text.</summary>
    Json,
}

/// <summary>One value of a row: its stable name, the expression that reads it, and how it is written.</summary>
/// <param name="Name">Stable, in camelCase.</param>
/// <param name="Sql">An expression; <c>t</c> is the section's own table.</param>
/// <param name="Kind">How it is written.</param>
public sealed record ExportField(string Name, string Sql, ExportKind Kind)
{
    /// <summary>The columns of the section's table that it tells.</summary>
    public IReadOnlyList<string> Columns { get; init; } = Sql.StartsWith("t.", StringComparison.Ordinal) && Sql.AsSpan(2).IndexOfAny(" ,()'") < 0 ? [Sql[2..]] : [];
}

/// <summary>Rows that belong to a row of a section, such as the charges of a booking.</summary>
/// <param name="Name">Stable, in camelCase.</param>
/// <param name="Table">Where they are.</param>
/// <param name="Parent">The column that names the section's row.</param>
/// <param name="Order">In which order they are told.</param>
/// <param name="Fields">What is told of each.</param>
public sealed record ExportChild(string Name, string Table, string Parent, string Order, IReadOnlyList<ExportField> Fields)
{
    /// <summary>Narrows them.</summary>
    public string? Which { get; init; }
}

/// <summary>What one table holds about a member, as she can take it with her.</summary>
/// <param name="Name">Stable, in camelCase.</param>
/// <param name="Table">Where it is.</param>
/// <param name="Key">Expressions that put its rows in one order and tell them apart: how one reads on after a page. None of them is ever null.</param>
/// <param name="Fields">What is told of each row.</param>
public sealed record ExportSection(string Name, string Table, IReadOnlyList<string> Key, IReadOnlyList<ExportField> Fields)
{
    /// <summary>Narrows the rows of the table that are about her.</summary>
    public string? Which { get; init; }

    /// <summary>In place of the rows about her: those by her hand.</summary>
    public string? Rows { get; init; }

    public string Joins { get; init; } = "";

    /// <summary>Each names its row by the field <c>id</c>.</summary>
    public IReadOnlyList<ExportChild> Children { get; init; } = [];

    /// <summary>Where <c>id</c> is among the fields.</summary>
    internal int IdField => Place("id");

    /// <summary>Where the field that names the row's site is; -1 where there is none.</summary>
    public int SiteField => Place("site");

    private int Place(string name) => Fields.Select(field => field.Name).ToList().IndexOf(name);
}

/// <summary>A row as it is exported: a cell for each field (text, number, flag or null), and for each sort of children their rows.</summary>
public sealed record ExportRow(IReadOnlyList<object?> Cells, IReadOnlyList<IReadOnlyList<IReadOnlyList<object?>>> Children);

/// <summary>Why something that is kept is not told.</summary>
public enum LeftOut
{
    /// <summary>It proves or opens something: whoever reads the file could use it.</summary>
    Secret,

    /// <summary>The same is told elsewhere in the file.</summary>
    Copy,

    /// <summary>It says nothing of her: how the program does its work.</summary>
    Machinery,
}
