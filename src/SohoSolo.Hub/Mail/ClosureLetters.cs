using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Mail.Words;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Mail;

/// <summary>Whoever closed a site, or took a place out of use, is told what that gave back and whom it concerns. Each of those is told by a letter of her own.</summary>
internal sealed class ClosureLetters(StoreQueries queries, NetworkCache network, StaffLetters letters)
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(3);

    /// <summary>Those that stand in its way, and those that it has cancelled already: they are cancelled one by one, after it was saved.</summary>
    private static readonly BookingStatus[] Standing = [BookingStatus.Requested, BookingStatus.Offered, BookingStatus.Confirmed, BookingStatus.CheckedIn, BookingStatus.Cancelled];

    public async Task<IReadOnlyList<Letter>> Make(IEnumerable<JournalEntry> news, DateTimeOffset now, CancellationToken stop)
    {
        var made = new List<Letter>();
        foreach (var entry in news.Where(entry => entry is { Entity: "closure", What: "closed", SiteId: not null } && entry.Actor != Deciding.SystemCommand.Actor))
        {
            if (await Closure(new SiteId(entry.SiteId!), entry.EntityId, stop) is not var (site, closure)) continue;

            var gone = await Gone(closure, stop);
            if (gone.Count == 0) continue;

            var names = await queries.MemberNames([.. gone.Select(booking => booking.Member).Distinct()], stop);
            foreach (var reader in await letters.Readers(MailKinds.ClosureImpact, await queries.MembersOf([new MemberId(entry.Actor)], stop), stop))
                made.Add(letters.Write($"closure/{closure.Id}/{reader.Reader.Id}", MailKinds.ClosureImpact, site.Id, reader, Impact(site, closure, gone, names, reader.Language, now), now, Life));
        }

        return made;
    }

    internal static StaffText Impact(Telecentre site, Closure closure, IReadOnlyList<Booking> gone, IReadOnlyDictionary<MemberId, string> names, Language language, DateTimeOffset now)
    {
        var (words, says) = (Wording.Of(language), StaffWording.Of(language));
        return new StaffText(
            says.ClosureSubject(site.Name, words.Briefly(closure.During, site.Calendar, now)),
            [says.ClosureSays(closure.Reason, gone.Count, gone.Select(booking => booking.Member).Distinct().Count())],
            [(says.Concerned, [.. gone.Select(booking => $"{names.GetValueOrDefault(booking.Member) ?? booking.Member.Value}, {site.Find(booking.Space)?.Name ?? booking.Space.Value}, {words.Span(booking.During, site.Calendar, now)}")])],
            says.ClosureLink,
            $"board/{Uri.EscapeDataString(site.Id.Value)}/closures");
    }

    /// <summary>Null where it was taken away again meanwhile.</summary>
    private async Task<(Telecentre Site, Closure Closure)?> Closure(SiteId id, string closure, CancellationToken stop) =>
        (await network.Get(stop)).Sites.GetValueOrDefault(id) is { } site && site.Closures.FirstOrDefault(one => one.Id == closure) is { } known ? (site, known) : null;

    private async Task<IReadOnlyList<Booking>> Gone(Closure closure, CancellationToken stop)
    {
        var filter = new BookingFilter { Sites = [closure.Site], Space = closure.Space, Window = closure.During, Statuses = Standing, Most = 5000 };
        return [.. (await queries.Bookings(filter, stop)).Where(booking => booking.Status != BookingStatus.Cancelled || booking.EndReason is "closed" or "blocked")];
    }
}
