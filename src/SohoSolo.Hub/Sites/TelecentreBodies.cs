using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;

namespace SohoSolo.Hub.Sites;

/// <summary>A new télécentre. Its community follows from its commune; its places' ids from their kinds.</summary>
internal sealed record TelecentrePost
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>INSEE code.</summary>
    public required string Commune { get; init; }

    public LocationView? Location { get; init; }

    public string? Zone { get; init; }

    public required HoursBody Hours { get; init; }

    public string? HalfDayBoundary { get; init; }

    public IReadOnlyList<string>? Equipment { get; init; }

    public bool? Leases { get; init; }

    public required IReadOnlyList<SpacePost> Spaces { get; init; }
}

/// <summary>What is to change of a télécentre; what is absent stays.</summary>
internal sealed record TelecentrePatch
{
    public string? Name { get; init; }

    public LocationView? Location { get; init; }

    public HoursBody? Hours { get; init; }

    public string? HalfDayBoundary { get; init; }

    public IReadOnlyList<string>? Equipment { get; init; }

    public bool? Leases { get; init; }

    /// <summary>The size of the plan that the spaces' places are told in, and the picture under it.</summary>
    public PlanBody? Plan { get; init; }

    public IReadOnlyList<SpacePost>? AddSpaces { get; init; }

    public IReadOnlyList<SpacePatch>? ChangeSpaces { get; init; }

    public IReadOnlyList<string>? RemoveSpaces { get; init; }
}

internal sealed record SpacePost
{
    public required string Kind { get; init; }

    public string? Name { get; init; }

    public int? Seats { get; init; }

    public IReadOnlyList<string>? Equipment { get; init; }

    public bool? NeedsApproval { get; init; }
}

internal sealed record SpacePatch
{
    public required string Id { get; init; }

    public string? Name { get; init; }

    public int? Seats { get; init; }

    public IReadOnlyList<string>? Equipment { get; init; }

    public bool? NeedsApproval { get; init; }

    /// <summary>Where it stands on the plan.</summary>
    public PlaceBody? Place { get; init; }
}

internal sealed record PlanBody
{
    public int? Width { get; init; }

    public int? Height { get; init; }

    /// <summary>A PNG, JPEG or WebP picture as a <c>data:</c> address; empty for none.</summary>
    public string? Picture { get; init; }
}

internal sealed record PlaceBody(int X, int Y, int Width, int Height);

/// <summary>Opening hours on the wire, the same in requests and answers. A weekday that is absent is closed.</summary>
internal sealed record HoursBody
{
    public required IReadOnlyList<DayHours> Week { get; init; }

    public bool OpenOnPublicHolidays { get; init; }

    private static readonly DayOfWeek[] MondayFirst =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    public static HoursBody Of(OpeningHours hours) => new()
    {
        Week = [.. MondayFirst.Where(hours.Week.ContainsKey).Select(day => new DayHours(Words.Of(day), Times.Hour(hours.Week[day].From), Times.Hour(hours.Week[day].To, isEnd: true)))],
        OpenOnPublicHolidays = hours.OpenOnPublicHolidays,
    };
}

/// <summary><c>{"day":"monday","from":"08:00","to":"19:00"}</c>; an end of <c>24:00</c> is the end of the day.</summary>
internal sealed record DayHours(string Day, string From, string To);
