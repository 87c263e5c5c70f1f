using SohoSolo.Core.Access;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Bookings;
using SohoSolo.Hub.Pages.Bookings;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Passes;

/// <summary>How she gets in: when the doors open for her, with what, and the wireless network once she is there.</summary>
public sealed record PassModel(CardModel? Next, TimeRange? Doors, bool IsOpenNow, Wifi? Wifi, bool IsThere, IReadOnlyList<Credential> Badges, bool HasPin);

/// <summary>A guest of a booking and her pass.</summary>
public sealed record GuestModel(CardModel Card, int Number, string Name, TimeRange Doors)
{
    public string Picture => $"/api/v1/bookings/{Card.Booking.Id}/pass?guest={Number}&format=";
}

internal sealed class PassPage(UsualReading usual, CardReading cards, BookingPage bookings, StoreQueries queries)
{
    public async Task<IResult> Show(Visit visit)
    {
        var me = visit.Caller.Member;
        var coming = (await usual.ToCome(me, visit.Stop)).Where(booking => booking.Status is BookingStatus.Confirmed or BookingStatus.CheckedIn).ToList();
        var next = coming.Count == 0 ? null : await cards.Of(coming[0], visit);
        var here = coming.Find(booking => booking.Status == BookingStatus.CheckedIn && booking.During.Start <= visit.Now.AddHours(1));
        var there = here is null ? null : await cards.Of(here, visit);
        var credentials = (await queries.Credentials(me, visit.Stop)).Where(credential => credential.RevokedAt is null).ToList();
        var doors = next is null ? null : Doors(next);
        return visit.Show<PassView, PassModel>(new PassModel(
            next,
            doors,
            doors?.Contains(visit.Now) == true,
            there?.Site.Wifi,
            there is not null,
            [.. credentials.Where(credential => credential.Kind != CredentialKind.Pin)],
            credentials.Exists(credential => credential.Kind == CredentialKind.Pin)));
    }

    /// <summary>The pass of one guest, to show, to send or to print.</summary>
    public async Task<IResult> Guest(Visit visit)
    {
        if (await bookings.Find(visit) is not { Status: BookingStatus.Confirmed or BookingStatus.CheckedIn } booking || booking.During.End <= visit.Now) return visit.Missing();
        if (!int.TryParse(visit.Part("guest"), System.Globalization.NumberStyles.None, null, out var number) || number >= booking.Guests.Count) return visit.Missing();

        var card = await cards.Of(booking, visit);
        return visit.Show<GuestView, GuestModel>(new GuestModel(card, number, booking.Guests[number].Name, Doors(card)));
    }

    private static TimeRange Doors(CardModel card) => new(card.Booking.During.Start - card.Site.Access.OpensBefore, card.Booking.During.End + card.Site.Access.ClosesAfter);
}

internal static class PassPages
{
    public static IServiceCollection AddPassPages(this IServiceCollection services) => services.AddSingleton<PassPage>();

    public static void MapPassPages(this IEndpointRouteBuilder routes)
    {
        var page = routes.Feature<PassPage>();
        routes.Page("/pass", Access.Member, page.Show);
        routes.Page("/bookings/{id}/guests/{guest}", Access.Member, page.Guest);
    }
}
