using SohoSolo.Core.Bookings;

namespace SohoSolo.Storage.Tests;

public sealed class CommandTests
{
    public static TheoryData<string> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task The_same_key_twice_gives_the_same_answer_once(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var wish = Some.Booking(Some.Desk, Some.Tuesday(9, 12));
        var first = await database.Store.Book(wish, Some.Command("k"));

        var second = await database.Store.Book(Some.Booking(Some.Desk2, Some.Tuesday(9, 12)), Some.Command("k"));

        Assert.True(first.Won());
        Assert.Equal(Some.Created(wish), Assert.IsType<Executed<Booking?>.Replayed>(second).Answer);
        Assert.Equal(1, await database.Scalar<int>("SELECT count(*) FROM booking"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task The_same_key_for_something_else_is_a_mismatch(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        await database.Store.Book(Some.Booking(Some.Desk, Some.Tuesday(9, 12)), Some.Command("k"));

        var second = await database.Store.Book(Some.Booking(Some.Desk2, Some.Tuesday(9, 12)), Some.Command("k") with { Fingerprint = "other" });

        Assert.IsType<Executed<Booking?>.Mismatch>(second);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_key_belongs_to_its_principal(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        await database.Store.Book(Some.Booking(Some.Desk, Some.Tuesday(9, 12)), Some.Command("k"));

        var hers = await database.Store.Book(Some.Booking(Some.Desk2, Some.Tuesday(9, 12), Some.Paul), Some.Command("k") with { Principal = Some.Paul.Value });

        Assert.True(hers.Won());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Twenty_at_once_with_one_key_book_once_and_hear_one_answer(string engine)
    {
        await using var database = await TestDatabase.Open(engine);

        var decided = await Task.WhenAll(Enumerable.Range(0, 20).Select(n =>
            Task.Run(() => database.Store.Book(Some.Booking(Some.Desk, Some.Tuesday(n, n + 1)), Some.Command("k")))));

        var answers = decided.Select(executed => executed switch
        {
            Executed<Booking?>.Fresh fresh => fresh.Answer,
            Executed<Booking?>.Replayed replayed => replayed.Answer,
            _ => null,
        });
        Assert.Single(answers.Distinct());
        Assert.Equal(1, await database.Scalar<int>("SELECT count(*) FROM booking"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_decline_writes_nothing_and_is_remembered_when_told(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        await database.Store.Book(Some.Booking(Some.Desk, Some.Tuesday(9, 12)));
        var before = await database.Scalar<int>("SELECT count(*) FROM command");
        var declined = await database.Store.Book(Some.Booking(Some.Desk, Some.Tuesday(9, 12), Some.Paul), Some.Command("k"));
        var rows = await database.Scalar<int>("SELECT count(*) FROM command");

        var remembered = await database.Store.Remember(Some.Command("k"), new Answer(409, null, "taken"), TestContext.Current.CancellationToken);
        var later = await database.Store.Remember(Some.Command("k"), new Answer(422, null, "closed"), TestContext.Current.CancellationToken);
        var other = await database.Store.Remember(Some.Command("k") with { Fingerprint = "other" }, new Answer(422, null, "closed"), TestContext.Current.CancellationToken);
        var again = await database.Store.Book(Some.Booking(Some.Desk3, Some.Tuesday(9, 12), Some.Paul), Some.Command("k"));

        Assert.False(declined.Won());
        Assert.Equal(before, rows);
        var taken = new Answer(409, null, "taken");
        Assert.Equal(new Executed<Answer>.Fresh(taken, taken), remembered);
        Assert.Equal(new Executed<Answer>.Replayed(taken), later);
        Assert.IsType<Executed<Answer>.Mismatch>(other);
        Assert.Equal(taken, Assert.IsType<Executed<Booking?>.Replayed>(again).Answer);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_key_counts_without_a_lock_too(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var wish = Some.Booking(Some.Desk, Some.Tuesday(9, 12));
        Task<Executed<bool>> Put(Booking booking) => database.Store.Execute(
            Some.Command("k"),
            work =>
            {
                work.Put(null, booking, "booked");
                return ValueTask.FromResult<(bool, Answer?)>((true, Some.Created(booking)));
            },
            TestContext.Current.CancellationToken);

        await Put(wish);
        var second = await Put(wish with { Id = new Core.BookingId("another") });

        Assert.Equal(Some.Created(wish), Assert.IsType<Executed<bool>.Replayed>(second).Answer);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Old_commands_are_forgotten_and_their_keys_mean_something_new(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        await database.Store.Book(Some.Booking(Some.Desk, Some.Tuesday(9, 12)), Some.Command("old"));
        await database.Store.Book(Some.Booking(Some.Desk2, Some.Tuesday(9, 12)), Some.Command("new") with { At = Some.Now.AddHours(48) });

        await database.Store.ForgetCommands(Some.Now.AddHours(1), TestContext.Current.CancellationToken);

        Assert.True((await database.Store.Book(Some.Booking(Some.Desk3, Some.Tuesday(9, 12)), Some.Command("old"))).Won());
        Assert.IsType<Executed<Booking?>.Replayed>(await database.Store.Book(Some.Booking(Some.Desk3, Some.Tuesday(14, 15)), Some.Command("new")));
    }
}
