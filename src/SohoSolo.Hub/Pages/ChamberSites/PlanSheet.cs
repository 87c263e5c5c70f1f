using System.Globalization;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;

namespace SohoSolo.Hub.Pages.ChamberSites;

/// <summary>One place's rectangle as it is filled in.</summary>
public sealed record PlanLine(Space Space, string X, string Y, string Width, string Height)
{
    /// <summary>Null for what is no rectangle.</summary>
    internal PlanPlace? Place => PlanSheet.Number(X) is { } x && PlanSheet.Number(Y) is { } y && PlanSheet.Number(Width) is > 0 and { } width && PlanSheet.Number(Height) is > 0 and { } height
        ? new PlanPlace(x, y, width, height)
        : null;
}

/// <summary>A plan as it is filled in: its size, and where each place stands.</summary>
public sealed record PlanSheet(string Width, string Height, IReadOnlyList<PlanLine> Lines)
{
    /// <summary>Null where the size is none.</summary>
    internal PlanSize? Size => Number(Width) is > 0 and { } width && Number(Height) is > 0 and { } height ? new PlanSize(width, height) : null;

    /// <summary>Places that are not on the plan as it would be, by their names.</summary>
    internal IReadOnlyList<string> Outside => Size is not { } size ? [] : [.. Lines.Where(line => line.Place is null || !size.Holds(line.Place)).Select(line => line.Space.Name)];

    /// <summary>Places of which one lies over the other: that may be meant, so it is only said.</summary>
    internal IReadOnlyList<(string One, string Other)> Overlaps =>
    [
        .. from one in Lines.Select((line, number) => (line, number))
           from other in Lines.Skip(one.number + 1)
           where one.line.Place is not null && other.Place is not null && one.line.Place.Overlaps(other.Place)
           select (one.line.Space.Name, other.Space.Name),
    ];

    /// <summary>What can be drawn of it.</summary>
    internal SitePlan Drawn => new(Size ?? new PlanSize(1, 1), [.. Lines.Where(line => line.Place is not null).Select(line => (line.Space, line.Place!))]);

    internal static PlanSheet Of(SitePlan plan) => new(Digits(plan.Size.Width), Digits(plan.Size.Height),
        [.. InOrder(plan.Places.Select(found => found.Space)).Join(plan.Places, space => space.Id, found => found.Space.Id, (space, found) => new PlanLine(space, Digits(found.Place.X), Digits(found.Place.Y), Digits(found.Place.Width), Digits(found.Place.Height)))]);

    internal static PlanSheet Of(Visit visit, Telecentre site) => new(visit.Field("width") ?? "", visit.Field("height") ?? "",
        [.. InOrder(site.Spaces).Select(space => new PlanLine(space, visit.Field($"x-{space.Id}") ?? "", visit.Field($"y-{space.Id}") ?? "", visit.Field($"width-{space.Id}") ?? "", visit.Field($"height-{space.Id}") ?? ""))]);

    internal (TelecentrePatch? Patch, Problem? Problem) Change() => Size is { } size && Lines.All(line => line.Place is not null)
        ? (new TelecentrePatch
        {
            Plan = new PlanBody { Width = size.Width, Height = size.Height },
            ChangeSpaces = [.. Lines.Select(line => new SpacePatch { Id = line.Space.Id.Value, Place = new PlaceBody(line.Place!.X, line.Place.Y, line.Place.Width, line.Place.Height) })],
        }, null)
        : (null, Problems.InvalidValue("plan", "is made of whole numbers"));

    internal static int? Number(string written) => int.TryParse(written, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<Space> InOrder(IEnumerable<Space> spaces) => spaces.OrderBy(space => space.Kind).ThenBy(space => space.Id.Value.Length).ThenBy(space => space.Id);
}
