using SohoSolo.Core.Access;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;

namespace SohoSolo.Hub.Pages.Badges;

/// <summary>A member's badges, and a reader that waits for a new one.</summary>
public sealed record BadgesModel
{
    public required Telecentre Site { get; init; }

    public string? Search { get; init; }

    /// <summary>Whom the search has found; null before she has searched.</summary>
    public IReadOnlyList<Member>? Found { get; init; }

    public Member? Member { get; init; }

    /// <summary>Hers that hold.</summary>
    public IReadOnlyList<Credential> Badges { get; init; } = [];

    public IReadOnlyList<Device> Readers { get; init; } = [];

    /// <summary>The reader that waits, or waited, for her badge.</summary>
    public Enrolment? Waits { get; init; }

    /// <summary>A word of the text: <c>pending</c>, <c>done</c>, <c>in-use</c>, <c>expired</c>.</summary>
    public string? Status { get; init; }

    public string? Said { get; init; }

    public string? Reason { get; init; }

    public string DoorOf(string reader, IReadOnlyDictionary<string, string> doors) => Readers.FirstOrDefault(known => known.Id == reader)?.Door is { } door ? doors.GetValueOrDefault(door) ?? reader : reader;

    /// <summary>What the doors are called.</summary>
    public IReadOnlyDictionary<string, string> Doors { get; init; } = new Dictionary<string, string>();
}
