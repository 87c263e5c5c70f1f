using System.Globalization;
using System.Text.Json;
using SohoSolo.Core;
using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage.Tests.Exports;

/// <summary>What a member takes with her is all that is kept about her, field by field, and nothing of anybody else's.</summary>
public sealed class MemberExportTests
{
    private static readonly MemberId Her = new("her");
    private static readonly MemberId Other = new("other");

    /// <summary>What became of her id where it was kept long enough.</summary>
    private const string Pseudonym = "pseudonym-of-her";

    public static TheoryData<string> Engines => TestDatabase.Engines;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Whoever adds a column to a table about members exports it, or says why not.</summary>
    [Theory, MemberData(nameof(Engines))]
    public async Task Every_column_of_every_table_about_members_is_told_or_left_out_for_a_reason(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var catalog = await Catalog(database.Store);
        var told = MemberExport.Sections
            .SelectMany(section => Told(section.Table, section.Fields).Concat(section.Children.SelectMany(child => Told(child.Table, child.Fields).Append($"{child.Table}.{child.Parent}"))))
            .ToHashSet();
        var secret = PersonalData.All.Where(column => column.IsSecret).Select(column => column.Name);
        var kept = PersonalData.RowsOf.Where(rows => rows.Value != "FALSE").Select(rows => rows.Key).SelectMany(table => catalog[table].Columns.Select(column => $"{table}.{column.Name}")).ToHashSet();

        Assert.Equal([], kept.Except(told).Except(secret).Except(MemberExport.Untold.Keys).Order());
        Assert.Equal([], MemberExport.Untold.Keys.Except(kept));
        Assert.Equal([], told.Intersect(secret));
        Assert.Equal([], told.Intersect(MemberExport.Untold.Keys));
        Assert.All(MemberExport.Sections, section => Assert.Equal(section.Fields.Count, section.Fields.Select(field => field.Name).Distinct().Count()));

        static IEnumerable<string> Told(string table, IReadOnlyList<ExportField> fields) => fields.SelectMany(field => field.Columns).Select(column => $"{table}.{column}");
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_year_of_her_life_leaves_with_her_field_by_field_and_nothing_of_another_s(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var life = await Lives(database.Store);
        var queries = new StoreQueries(database.Store);
        var (all, cells) = (new List<string>(), 0);

        foreach (var section in MemberExport.Sections)
        {
            var rows = new List<ExportRow>();
            await foreach (var page in queries.Export(section, Her, Stop))
                rows.AddRange(page);

            all.AddRange(rows.SelectMany(row => row.Cells.Concat(row.Children.SelectMany(children => children.SelectMany(child => child)))).Select(Text));
            var expected = life.Of(section.Table).Where(row => IsHers(section, row, life)).ToList();
            Assert.True(rows.Count == expected.Count, $"{section.Name}: {expected.Count} were written and {rows.Count} are told.");
            if (section.Name is "journal" or "consultations" or "acts" or "messages" or "reports") continue;

            cells += Same(section.Name, section.Fields, rows.ConvertAll(row => row.Cells), expected);
            for (var i = 0; i < section.Children.Count; i++)
            {
                var (child, parents) = (section.Children[i], expected.Select(row => (string)row["id"]!).ToHashSet());
                var theirs = life.Of(child.Table).Where(row => parents.Contains((string)row[child.Parent]!)).ToList();
                cells += Same(child.Name, child.Fields, [.. rows.SelectMany(row => row.Children[i])], theirs);
                Assert.All(rows, row => Assert.All(row.Children[i], one => Assert.Equal(row.Cells[0], one[0])));
            }
        }

        Assert.True(cells > 3_000, $"{cells} cells were looked at.");
        var foreign = life.Rows.Where(row => !Belongs(row.Table, row.Values, Her.Value, life) && !Belongs(row.Table, row.Values, Pseudonym, life)).SelectMany(row => row.Values.Values.OfType<string>()).Where(IsChance).ToHashSet();
        Assert.Equal([], all.Where(text => foreign.Any(word => text.Contains(word, StringComparison.Ordinal))));
        var secrets = PersonalData.All.Where(column => column.IsSecret).SelectMany(column => life.Of(column.Table).Select(row => row[column.Column])).OfType<string>().ToHashSet();
        Assert.NotEmpty(secrets);
        Assert.Equal([], all.Where(text => secrets.Any(secret => text.Contains(secret, StringComparison.Ordinal))));
        Assert.DoesNotContain(all, text => text.Contains("keeper-name", StringComparison.Ordinal) || text == "keeper-id" || text == Other.Value || text == Pseudonym);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Who_acted_is_told_by_her_role_and_what_a_letter_says_of_others_is_not_told(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        await Lives(database.Store);
        var queries = new StoreQueries(database.Store);

        Assert.Equal(["keeper", "system", "you"], (await Column(queries, "journal", "by")).Distinct().Order());
        Assert.Equal(["keeper"], (await Column(queries, "consultations", "by")).Distinct());
        var letters = (await Column(queries, "messages", "tellsOfOthers")).Zip(await Column(queries, "messages", "text")).ToList();
        Assert.All(letters, letter => Assert.Equal(letter.First == "True", letter.Second.Length == 0));
        Assert.Equal(2, letters.Count(letter => letter.First == "True"));
        Assert.Equal(["you"], (await Column(queries, "reports", "about")).Where(about => about == "you" || about == Her.Value).Distinct());
    }

    private static async Task<List<string>> Column(StoreQueries queries, string section, string field)
    {
        var which = MemberExport.Sections.Single(one => one.Name == section);
        var place = which.Fields.Select(one => one.Name).ToList().IndexOf(field);
        var all = new List<string>();
        await foreach (var page in queries.Export(which, Her, Stop))
            all.AddRange(page.Select(row => Text(row.Cells[place])));

        return all;
    }

    /// <summary>The same values in every column that is told as it stands. Rows of one instant may come in any order, so each row is looked for by all its values at once.</summary>
    private static int Same(string name, IReadOnlyList<ExportField> fields, List<IReadOnlyList<object?>> told, List<Dictionary<string, object?>> written)
    {
        var plain = fields.Select((field, place) => (field, place)).Where(one => one.field.Columns.Count == 1 && one.field.Sql == $"t.{one.field.Columns[0]}").ToList();
        var expected = written.Select(row => string.Join('|', plain.Select(one => Text(Told(one.field.Kind, row[one.field.Columns[0]]))))).Order(StringComparer.Ordinal);
        var actual = told.Select(cells => string.Join('|', plain.Select(one => Text(cells[one.place])))).Order(StringComparer.Ordinal);
        Assert.True(expected.SequenceEqual(actual), $"{name}: not every row is told as it was written.");
        return told.Count * plain.Count;
    }

    private static object? Told(ExportKind kind, object? value) => (kind, value) switch
    {
        (_, null) => null,
        (ExportKind.Instant or ExportKind.LocalTime, _) => DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        (ExportKind.Day, int day) => new DateOnly(day / 10_000, day / 100 % 100, day % 100),
        (ExportKind.Number, _) => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        _ => value,
    };

    private static string Text(object? cell) => cell switch
    {
        null => "",
        DateTimeOffset at => at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString()!,
    };

    private static bool IsChance(string text) => text.StartsWith('w') || text.StartsWith("[\"w", StringComparison.Ordinal);

    /// <summary>As somebody would say it who knows what the tables are, without the export's or the table of personal data's own conditions.</summary>
    private static bool IsHers(ExportSection section, Dictionary<string, object?> row, Life life) => section.Name switch
    {
        "bookings" => Equals(row["member_id"], Her.Value) || Equals(row["member_id"], Pseudonym),
        "journal" => (Equals(row["member_id"], Her.Value) || Equals(row["member_id"], Pseudonym)) && !Equals(row["entity"], "consultation"),
        "consultations" => Equals(row["member_id"], Her.Value) && Equals(row["entity"], "consultation") && !Equals(row["actor"], Her.Value),
        "acts" => Equals(row["actor"], Her.Value) && !Equals(row["member_id"], Her.Value),
        _ => Belongs(section.Table, row, Her.Value, life),
    };

    private static bool Belongs(string table, Dictionary<string, object?> row, string whose, Life life) => table switch
    {
        "member" => Equals(row["id"], whose),
        "command" => Equals(row["principal"], whose),
        "alarm" => Equals(row["raised_by"], whose) || Equals(row["about"], whose),
        "journal" => Equals(row["member_id"], whose) || Equals(row["actor"], whose),
        "charge" or "evidence" or "guest_pass" => life.Of("booking").Any(booking => Equals(booking["id"], row["booking_id"]) && Equals(booking["member_id"], whose)),
        "lent_day" or "balance" => life.Of("entitlement").Any(grant => Equals(grant["id"], row["entitlement_id"]) && Equals(grant["member_id"], whose)),
        "mail_about" => life.Of("mail").Any(mail => Equals(mail["id"], row["mail_id"]) && Equals(mail["member_id"], whose)),
        _ => Equals(row["member_id"], whose),
    };

    private static async Task<Life> Lives(Store store)
    {
        var life = new Life(store, await Catalog(store), seed: 7);
        var site = Some.Nogaro.Value;
        foreach (var (member, role) in ((MemberId, string)[])[(Her, "member"), (Other, "member"), (new MemberId("keeper-id"), "keeper")])
            life.Put("member", ("id", member.Value), ("role", role), ("status", "active"), ("name", role == "keeper" ? "keeper-name" : life.Word()), ("commune", null));

        foreach (var member in (MemberId[])[Her, Other])
        {
            string whose = member.Value;
            life.Put("keeper_site", ("member_id", whose), ("site_id", site));
            life.Put("preference", ("member_id", whose));
            life.Put("mail_refusal", ("member_id", whose));
            life.Put("consent", ("member_id", whose));
            for (var i = 0; i < 230; i++)
            {
                var (booking, start) = (life.Word(), life.Instant());
                life.Put("booking", ("id", booking), ("member_id", whose), ("site_id", site), ("space_id", Some.Desk.Value), ("holds", false), ("start_at", start), ("end_at", start + 3_600_000));
                life.Put("evidence", ("booking_id", booking));
                if (i % 3 == 0) life.Put("charge", ("booking_id", booking));
                if (i % 50 == 0) life.Put("guest_pass", ("booking_id", booking));
                life.Put("site_event", ("member_id", whose), ("site_id", site), ("booking_id", booking));
            }

            for (var i = 0; i < 4; i++)
            {
                foreach (var table in (string[])["token", "passkey", "sign_in", "credential", "enrolment", "walk_in", "waiting", "reconciliation"])
                    life.Put(table, ("member_id", whose));

                var grant = (string)life.Put("entitlement", ("member_id", whose), ("space_id", null), ("first_day", 20260101), ("last_day", 20261231))["id"]!;
                life.Put("balance", ("entitlement_id", grant));
                life.Put("lent_day", ("entitlement_id", grant));
                life.Put("command", ("principal", whose));
                life.Put("alarm", ("raised_by", i == 0 ? null : whose), ("about", i == 0 ? whose : "main"), ("acknowledged_by", "keeper-id"));
                var mail = (string)life.Put("mail", ("member_id", whose), ("kind", i == 1 ? "approval-asked" : "confirmed"))["id"]!;
                var about = life.Of("booking").First(booking => Equals(booking["member_id"], whose));
                life.Put("mail_about", ("mail_id", mail), ("booking_id", about["id"]), ("space_id", Some.Desk.Value), ("start_at", Life.Start), ("end_at", Life.Start + 1));
            }

            foreach (var (actor, entity) in ((string, string)[])[(whose, "booking"), ("system", "booking"), ("keeper-id", "booking"), ("keeper-id", "consultation"), (whose, "consultation")])
                life.Put("journal", ("epoch", 1), ("tx", 0), ("member_id", whose), ("actor", actor), ("entity", entity));
        }

        // What is a year old has her pseudonym, and is hers as long as something leads from it to her.
        life.Put("member", ("id", Pseudonym), ("role", "member"), ("status", "erased"), ("name", ""), ("email", null), ("commune", null));
        life.Put("person", ("member_id", Her.Value), ("pseudonym", Pseudonym));
        life.Put("member_home", ("member_id", Her.Value));
        life.Put("booking", ("member_id", Pseudonym), ("site_id", site), ("space_id", Some.Desk.Value), ("holds", false), ("start_at", Life.Start), ("end_at", Life.Start + 3_600_000));
        life.Put("journal", ("epoch", 1), ("tx", 0), ("member_id", Pseudonym), ("actor", Pseudonym), ("entity", "booking"));

        // A letter of hers about another's booking, and what she did for somebody else.
        var letter = (string)life.Put("mail", ("member_id", Her.Value), ("kind", "changed"))["id"]!;
        var others = life.Of("booking").First(booking => Equals(booking["member_id"], Other.Value))["id"];
        life.Put("mail_about", ("mail_id", letter), ("booking_id", others), ("space_id", Some.Desk.Value), ("start_at", Life.Start), ("end_at", Life.Start + 1));
        life.Put("journal", ("epoch", 1), ("tx", 0), ("member_id", Other.Value), ("actor", Her.Value), ("entity", "booking"), ("what", "changed"), ("site_id", site));
        await life.Write();
        return life;
    }

    private static async Task<IReadOnlyDictionary<string, Table>> Catalog(Store store)
    {
        var connection = await store.Engine.OpenRead(Stop);
        await using var closing = connection;
        await using var reading = await connection.BeginTransactionAsync(Stop);
        return await TableCatalog.Read(connection, store.Engine.Dialect, reading);
    }
}
