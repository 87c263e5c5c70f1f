using SohoSolo.Core;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Sites;

/// <summary>Reads what the chamber draws: the plan's size, whether every place is on it, and the picture under it.</summary>
internal static class PlanReading
{
    private const int Smallest = 10;
    private const int MostPictureBytes = 180_000;
    private const string Base64 = ";base64,";

    /// <summary>How a picture of each type begins: what a browser is told must be what it gets.</summary>
    private static readonly (string MediaType, byte[] Begins)[] Pictures =
        [("image/png", [0x89, 0x50, 0x4E, 0x47]), ("image/jpeg", [0xFF, 0xD8, 0xFF]), ("image/webp", [0x52, 0x49, 0x46, 0x46])];

    /// <summary>The size given, the one there was, or, with the first place of a site that was never drawn, the one it was shown with.</summary>
    public static PlanSize? Size(FieldCheck check, TelecentrePatch body, Telecentre site, IReadOnlyList<Space> spaces)
    {
        var (width, height) = (check.Between("plan.width", body.Plan?.Width, Smallest, PlanSize.Longest), check.Between("plan.height", body.Plan?.Height, Smallest, PlanSize.Longest));
        if (width is null != height is null) check.Refuse(width is null ? "plan.width" : "plan.height", "goes with the other");

        var given = width is { } wide && height is { } deep ? new PlanSize(wide, deep) : null;
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

    /// <summary>The version of the picture that the site will have.</summary>
    public static int? PictureVersion(FieldCheck check, TelecentrePatch body, Telecentre site)
    {
        if (body.Plan?.Picture is not { } written) return site.PlanPicture;
        if (written.Length == 0) return null;
        if (Picture(written, site.Id, site.Version + 1) is null) check.Refuse("plan.picture", $"is a PNG, JPEG or WebP picture of at most {MostPictureBytes} bytes, written as data:image/png;base64,...");

        return site.Version + 1;
    }

    /// <summary>Null for what is no picture.</summary>
    public static PlanPicture? Picture(string written, SiteId site, int version)
    {
        foreach (var (mediaType, begins) in Pictures)
        {
            var start = $"data:{mediaType}{Base64}";
            if (!written.StartsWith(start, StringComparison.Ordinal)) continue;

            var body = new byte[written.Length];
            return Convert.TryFromBase64String(written[start.Length..], body, out var length) && length <= MostPictureBytes && body.AsSpan(0, length).StartsWith(begins)
                ? new PlanPicture(site, version, mediaType, body[..length])
                : null;
        }

        return null;
    }
}
