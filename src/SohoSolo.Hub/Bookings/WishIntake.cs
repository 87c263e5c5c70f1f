using SohoSolo.Hub.Api;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Bookings;

/// <summary>Takes in what somebody asks for, from a program or from a page, and knows whom it is for.</summary>
internal sealed class WishIntake(StoreQueries queries, NetworkCache network)
{
    public async Task<(BookingWish? Wish, AskedSeries? Series, Problem? Problem)> Read(BookingPost post, Caller caller, CancellationToken stop)
    {
        var (wish, series, problem) = WishReader.Read(post, caller, await network.Get(stop));
        if (problem is not null || wish!.Member == caller.Member || await queries.Member(wish.Member, stop) is not null) return (wish, series, problem);

        return (null, null, new Problem(422, "unknown-member", "There is no such member.") { Field = "member" });
    }
}
