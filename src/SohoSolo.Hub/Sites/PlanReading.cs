using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;

namespace SohoSolo.Hub.Sites;

/// <summary>Reads what the chamber draws: the plan's size, and whether every place is on it.</summary>
internal static class PlanReading
{
    private const int Smallest = 10;

    /// <summary>The size given, the one there was, or, with the first place of a site that was never drawn, the one it was shown with.</summary>
    public static PlanSize? Size(FieldCheck check, TelecentrePatch body, Telecentre site, IReadOnlyList<Space> spaces)
    {
        var given = body.Plan is { } asked ? new PlanSize(asked.Width, asked.Height) : null;
        check.Between("plan.width", given?.Width, Smallest, PlanSize.Longest);
        check.Between("plan.height", given?.Height, Smallest, PlanSize.Longest);
        var size = given ?? site.Plan ?? (spaces.Any(space => space.Place is not null) ? SitePlan.Of(site).Size : null);
        if (size is null) return null;

        var changes = (body.ChangeSpaces ?? []).Select(change => change.Id).ToList();
        foreach (var space in spaces.Where(space => space.Place is { } place && !size.Holds(place)))
        {
            var index = changes.IndexOf(space.Id.Value);
            check.Refuse(index < 0 ? "plan" : $"changeSpaces[{index}].place", $"is a rectangle on the plan of {size.Width} by {size.Height}; {space.Id} is not on it");
        }

        return size;
    }
}
