using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Policies;

/// <summary>The use case of the network's rules. A change is for bookings to come: those that stand keep the rules they were made under.</summary>
internal sealed class PolicyKeeping(Decisions decisions, StoreQueries queries, NetworkCache cache, TimeProvider clock)
{
    private const int MostCounted = 5000;
    private static readonly TimeSpan Ever = TimeSpan.FromDays(365 * 20);
    private static readonly Problem Raced = new(StatusCodes.Status412PreconditionFailed, "outdated", "Somebody else changed the rules just now: read them again.");

    private static readonly IReadOnlyList<BookingStatus> Standing = [.. Enum.GetValues<BookingStatus>().Where(status => status.Holds())];

    public async Task<Executed<Answer>> Set(string document, int? expected, Command command, CancellationToken stop)
    {
        var executed = await decisions.Run(command, (network, work) => Set(document, expected, network, work), Raced, stop);
        await cache.Reload(stop);
        return executed;
    }

    /// <summary>Whom the document would touch: the sites whose rules change, and the bookings that stand there.</summary>
    public async Task<(PreviewView? Preview, Problem? Problem)> Preview(string document, CancellationToken stop)
    {
        var network = await cache.Get(stop);
        if (Read(document, network) is not PolicyReading.Readable(var policy))
        {
            return (null, Refused(Read(document, network)));
        }

        SiteId[] touched = [.. network.Sites.Values.Where(site => Differ(site, policy)).Select(site => site.Id).Order()];
        var now = clock.GetUtcNow();
        var bookings = touched.Length == 0
            ? []
            : await queries.Bookings(new BookingFilter { Sites = touched, Window = new TimeRange(now, now + Ever), Statuses = Standing, Most = MostCounted }, stop);
        return (new PreviewView(
            [.. touched.Select(site => site.Value)],
            bookings.Count,
            bookings.Select(booking => booking.Member).Distinct().Count(),
            bookings.SelectMany(booking => booking.Charges).Select(charge => charge.Entitlement).Distinct().Count(),
            bookings.Count == MostCounted,
            "These bookings keep the rules they were made under; the change is for those to come."), null);
    }

    private static async ValueTask<Decided> Set(string document, int? expected, Network network, Work work)
    {
        var facts = await work.Lock(new Scope
        {
            Spaces = [.. network.Sites.Values.SelectMany(site => site.Spaces).Select(space => space.Id)],
            Sites = [.. network.Sites.Keys],
        });
        if (network.Sites.Values.Any(site => facts.SiteVersions.GetValueOrDefault(site.Id) != site.Version))
        {
            return new Decided.Outdated();
        }

        if (expected is { } version && version != network.PolicyVersion)
        {
            return new Decided.Refused(Versions.Outdated(network.PolicyVersion));
        }

        if (Read(document, network) is not PolicyReading.Readable(var policy))
        {
            return new Decided.Refused(Refused(Read(document, network)));
        }

        var rendered = policy.Render();
        work.PutPolicy(network.PolicyVersion + 1, rendered);
        return new Decided.Done(new Answer(StatusCodes.Status200OK, null, rendered));
    }

    private static PolicyReading Read(string document, Network network) =>
        PolicyDocument.Read(network.PolicyVersion + 1, document, [.. network.Sites.Keys]);

    private static bool Differ(Telecentre site, PolicyDocument policy) =>
        policy.RulesFor(site.Id) with { Version = site.Rules.Version } != site.Rules || policy.AccessFor(site.Id) != site.Access
        || policy.PresenceFor(site.Id) != site.Presence || policy.WifiFor(site.Id) != site.Wifi;

    private static Problem Refused(PolicyReading reading) =>
        new(StatusCodes.Status422UnprocessableEntity, "policy-invalid", "The rules cannot be used as they are written; nothing was changed.")
        {
            More = json =>
            {
                json.WriteStartArray("problems");
                foreach (var problem in ((PolicyReading.Unreadable)reading).Problems)
                {
                    json.WriteStringValue(problem);
                }

                json.WriteEndArray();
            },
        };
}
