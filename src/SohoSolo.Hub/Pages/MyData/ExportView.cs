using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using SohoSolo.Hub.Api;

namespace SohoSolo.Hub.Pages.MyData;

/// <summary>What a member takes with her. It is written row by row and never held as a whole; this is its shape.</summary>
internal sealed record ExportView
{
    public const string FormatName = "sohosolo-member-export";
    public const int Version = 1;

    public required string Format { get; init; }

    public required int FormatVersion { get; init; }

    /// <summary>Of titles, labels and sentences; names of fields are the same in each.</summary>
    public required string Language { get; init; }

    public required string MadeAt { get; init; }

    public required string Member { get; init; }

    public required ExportAbout About { get; init; }

    /// <summary>By a stable name.</summary>
    public required IReadOnlyDictionary<string, ExportSectionView> Sections { get; init; }

    public required IReadOnlyList<LeftOutView> LeftOut { get; init; }
}

/// <summary>What the file is, whom to ask, and what she can do.</summary>
internal sealed record ExportAbout
{
    public required string Title { get; init; }

    public required IReadOnlyList<string> Says { get; init; }

    public string? Contact { get; init; }

    public required string Rights { get; init; }

    public required string Complaint { get; init; }
}

/// <summary>One part: what it is for, how long it is kept, who may see it; then its rows.</summary>
internal sealed record ExportSectionView
{
    public required string Title { get; init; }

    public required IReadOnlyList<string> Purposes { get; init; }

    public required IReadOnlyList<string> Bases { get; init; }

    public required IReadOnlyList<string> Kept { get; init; }

    public required IReadOnlyList<string> Recipients { get; init; }

    public required IReadOnlyList<string> IfErased { get; init; }

    /// <summary>What each field is called; <c>charges.units</c> is the field of a row within a row.</summary>
    public required IReadOnlyDictionary<string, string> Fields { get; init; }

    /// <summary>Each has all fields, those without a value as null.</summary>
    public required IReadOnlyList<JsonObject> Rows { get; init; }
}

/// <summary>Something that is kept and not told, and why.</summary>
internal sealed record LeftOutView(string Why, string Says, IReadOnlyList<string> What);

[JsonSerializable(typeof(ExportView))]
internal sealed partial class ExportShape : JsonSerializerContext
{
    public static readonly ExportShape Shared = new(JsonRules.Options());
}
