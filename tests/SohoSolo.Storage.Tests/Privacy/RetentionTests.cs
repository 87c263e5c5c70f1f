using SohoSolo.Core.Privacy;
using SohoSolo.Storage.Engines;
using SohoSolo.Storage.Tests.Doors;

namespace SohoSolo.Storage.Tests.Privacy;

/// <summary>Whether anything personal outlasts its term, after a year of everything, and whether what stays still adds up.</summary>
public sealed class RetentionTests
{
    private static readonly RetentionRules Rules = new();

    public static TheoryData<string> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task After_the_jobs_no_table_holds_a_personal_datum_past_its_term(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        await new Year(database.Store, 7).Live();
        var figures = await Figures(database.Store);
        Assert.NotEmpty(await Walker.PastTheirTerm(database.Store, Rules, Year.Now));
        Assert.NotEmpty(await Walker.WordsOlderThan(database.Store, Year.Now.AddMonths(-12)));
        await Site.AssertVerified(database.Store);

        Assert.True(await Run(database.Store, 500, TestContext.Current.CancellationToken) > 0);

        Assert.Equal([], await Walker.PastTheirTerm(database.Store, Rules, Year.Now));
        Assert.Equal([], await Walker.WordsOlderThan(database.Store, Year.Now.AddMonths(-12)));
        Assert.Equal([], await Entries(database.Store, "j.entity IN ('consultation', 'access-log') AND j.at < ", Rules.Until(DataTerm.Consultation, Year.Now)!.Value));
        Assert.Equal([], await Entries(database.Store, "j.entity = 'access' AND j.member_id IS NOT NULL AND j.at < ", Rules.Until(DataTerm.Door, Year.Now)!.Value));
        Assert.Equal(figures, await Figures(database.Store));
        await Site.AssertVerified(database.Store);

        // Again there is nothing to do.
        Assert.Equal(0, await Run(database.Store, 500, TestContext.Current.CancellationToken));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Who_is_stopped_midway_leaves_a_database_that_holds_and_the_rest_to_the_next(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        await new Year(database.Store, 8).Live();
        var (figures, random) = (await Figures(database.Store), new Random(8));

        for (var tries = 0; tries < 6; tries++)
        {
            using var killed = new CancellationTokenSource();
            killed.CancelAfter(random.Next(1, 60));
            try
            {
                await Run(database.Store, 3, killed.Token);
            }
            catch (OperationCanceledException)
            {
                await Site.AssertVerified(database.Store);
            }
        }

        // Two nodes at once, while places are booked.
        await Task.WhenAll(
            Run(database.Store, 20, TestContext.Current.CancellationToken),
            Run(database.Store, 30, TestContext.Current.CancellationToken),
            Task.Run(async () =>
            {
                for (var n = 0; n < 20; n++)
                    Assert.True((await database.Store.Book(Some.Booking(Some.Desk3, Some.Tuesday(8 + (n / 4.0), 8.25 + (n / 4.0)), Some.Member(1 + n)))).Won());
            }, TestContext.Current.CancellationToken));

        Assert.Equal([], await Walker.PastTheirTerm(database.Store, Rules, Year.Now));
        Assert.Equal(figures.Count, (await Figures(database.Store)).Intersect(figures).Count());
        await Site.AssertVerified(database.Store);
    }

    /// <summary>A journal of years takes minutes: who was killed in it is not to begin again from the first entry.</summary>
    [Theory, MemberData(nameof(Engines))]
    public async Task A_journal_is_gone_on_with_where_the_last_one_came_to(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var (store, before, chunks) = (database.Store, Rules.Until(DataTerm.Audit, Year.Now)!.Value, 0);
        await new Year(store, 10).Live();
        var old = await database.Scalar<long>($"SELECT count(*) FROM journal WHERE at < {Stored.Ms(before)}");
        using var killed = new CancellationTokenSource();
        var retention = new StoreRetention(store, 20);

        await store.Jobs.Begin("journal", TimeSpan.FromHours(1), Year.Now, TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => retention.Journal(0, before, Reached, killed.Token));
        var mark = await store.Jobs.Begin("journal", TimeSpan.FromHours(1), Year.Now, TestContext.Current.CancellationToken);
        var (aged, _) = await retention.Journal(mark, before, Reached, TestContext.Current.CancellationToken);

        Assert.InRange(aged, 1, old - 20);
        Assert.Equal(0, await database.Scalar<long>($"SELECT count(*) FROM journal WHERE at < {Stored.Ms(before)} AND detail IS NOT NULL"));

        async Task Reached(long come)
        {
            await store.Jobs.Reached("journal", come, TestContext.Current.CancellationToken);
            if (++chunks == 3) await killed.CancelAsync();
        }
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Of_sensors_sums_by_the_hour_stay(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        await new Year(database.Store, 9).Live();
        var before = Rules.Until(DataTerm.Sensor, Year.Now)!.Value;
        var samples = await database.Scalar<long>($"SELECT count(*) FROM site_event WHERE kind = 'occ' AND received_at < {Stored.Ms(before)}");
        var noticed = await database.Scalar<long>($"SELECT count(*) FROM site_event WHERE kind = 'occ' AND value = 'true' AND received_at < {Stored.Ms(before)}");

        await database.Store.Retention.Sensors(before, TestContext.Current.CancellationToken);

        Assert.Equal(0, await database.Scalar<long>($"SELECT count(*) FROM site_event WHERE kind = 'occ' AND received_at < {Stored.Ms(before)}"));
        Assert.Equal((samples, noticed), (await database.Scalar<long>("SELECT sum(samples) FROM sensor_hour"), await database.Scalar<long>("SELECT sum(noticed) FROM sensor_hour")));
        Assert.True(samples > 100 && noticed < samples);
    }

    /// <summary>As the hub does, one after another.</summary>
    internal static async Task<int> Run(Store store, int some, CancellationToken stop)
    {
        var retention = new StoreRetention(store, some);
        (DataTerm Term, Func<DateTimeOffset, CancellationToken, Task<int>> Let)[] all =
        [
            (DataTerm.Sensor, retention.Sensors), (DataTerm.Door, retention.Doors), (DataTerm.UnknownBadge, retention.UnknownBadges), (DataTerm.Pass, retention.Passes), (DataTerm.Badge, retention.Badges),
            (DataTerm.Visitor, retention.Guests), (DataTerm.Booking, retention.Waiting), (DataTerm.Booking, retention.Bookings), (DataTerm.Mail, retention.Mails), (DataTerm.MailText, store.Mail.ForgetTexts),
            (DataTerm.Session, retention.Sessions), (DataTerm.SignIn, retention.SignIns), (DataTerm.Command, store.ForgetCommands), (DataTerm.Consultation, retention.Consultations), (DataTerm.Audit, retention.Hands),
        ];
        var done = 0;
        foreach (var (term, let) in all)
            done += await let(Rules.Until(term, Year.Now)!.Value, stop);

        var mark = await store.Jobs.Begin("journal", TimeSpan.FromHours(1), Year.Now, stop);
        var (aged, reached) = await retention.Journal(mark, Rules.Until(DataTerm.Audit, Year.Now)!.Value, come => store.Jobs.Reached("journal", come, stop), stop);
        await store.Jobs.Ended("journal", Year.Now, aged, reached, stop);
        return done + aged;
    }

    /// <summary>What is counted of each booking: where, when, by whom as far as figures know, with how many guests, from which grant.</summary>
    internal static async Task<IReadOnlyList<string>> Figures(Store store)
    {
        List<string> figures = [];
        const string sql = """
            SELECT b.id, b.site_id, b.kind, b.start_at, b.end_at, b.status, b.guests, e.funder,
                (SELECT count(*) FROM booking o LEFT JOIN person q ON q.member_id = o.member_id WHERE o.space_id <> 'nogaro-desk-3' AND coalesce(q.pseudonym, o.member_id) = coalesce(p.pseudonym, b.member_id))
            FROM booking b LEFT JOIN person p ON p.member_id = b.member_id LEFT JOIN charge c ON c.booking_id = b.id LEFT JOIN entitlement e ON e.id = c.entitlement_id
            WHERE b.space_id <> 'nogaro-desk-3' ORDER BY b.id
            """;
        await store.TransactQuietly(
            async session =>
            {
                await session.Run(
                    [new SqlStatement(sql, [], row => figures.Add($"{row.GetString(0)} {row.GetString(1)} {row.GetString(2)} {row.GetInt64(3)} {row.GetInt64(4)} {row.GetString(5)} {Stored.Guests(row.IsDBNull(6) ? null : row.GetString(6)).Count} {row.GetString(7)} {row.GetInt64(8)}"))],
                    TestContext.Current.CancellationToken);
                return true;
            },
            TestContext.Current.CancellationToken);
        return figures;
    }

    private static async Task<IReadOnlyList<string>> Entries(Store store, string which, DateTimeOffset before)
    {
        List<string> found = [];
        await store.TransactQuietly(
            async session =>
            {
                await session.Run([new SqlStatement($"SELECT j.entity_id FROM journal j WHERE {which}{Stored.Ms(before)}", [], row => found.Add(row.GetString(0)))], TestContext.Current.CancellationToken);
                return true;
            },
            TestContext.Current.CancellationToken);
        return found;
    }
}
