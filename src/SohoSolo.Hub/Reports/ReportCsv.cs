using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;

namespace SohoSolo.Hub.Reports;

/// <summary>
/// A report as a French spreadsheet opens it: semicolons, a decimal comma, CRLF, and on request a byte order mark. What is hidden says so in words and is never a zero; names that a spreadsheet would calculate are written
/// as text.
/// </summary>
internal static class ReportCsv
{
    public const string MediaType = "text/csv; charset=utf-8";

    private static readonly CultureInfo French = new("fr-FR");
    private static readonly CultureInfo English = new("en-GB");

    public static byte[] Write(UsageView report, bool hasBom, bool inEnglish)
    {
        var configuration = new CsvConfiguration(French) { Delimiter = ";", NewLine = "\r\n", InjectionOptions = InjectionOptions.Escape, InjectionCharacters = ['=', '@', '\t', '\r'] };
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = new CsvWriter(text, configuration, leaveOpen: true))
        {
            var columns = Columns(report, inEnglish);
            foreach (var column in columns)
                csv.WriteField(inEnglish ? column.English : column.French);

            csv.NextRecord();
            var hidden = inEnglish ? "hidden" : "masqué";
            foreach (var (row, isProvisional) in report.Rows.Select(row => (row, false)).Concat(report.Provisional.Select(row => (row, true))))
            {
                foreach (var column in columns)
                    csv.WriteField(column.IsFigure && row.Suppressed ? hidden : Say(column.Of(row, isProvisional), inEnglish));

                csv.NextRecord();
            }
        }

        return [.. hasBom ? Encoding.UTF8.Preamble : [], .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    private static string Say(object? value, bool inEnglish) => value switch
    {
        null => "",
        bool yes => (yes, inEnglish) switch { (true, false) => "oui", (false, false) => "non", (true, true) => "yes", _ => "no" },
        double number => number.ToString("0.###", French),
        DayOfWeek day => (inEnglish ? English : French).DateTimeFormat.GetDayName(day),
        SpaceKind kind => Kind(kind, inEnglish),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static string Kind(SpaceKind kind, bool inEnglish) => (kind, inEnglish) switch
    {
        (SpaceKind.Desk, false) => "poste",
        (SpaceKind.Office, false) => "bureau fermé",
        (SpaceKind.MeetingRoom, false) => "salle de réunion",
        _ => Words.Of(kind).Replace('-', ' '),
    };

    private static List<Column> Columns(UsageView report, bool inEnglish)
    {
        var by = report.By[0];
        var isOrigin = by == "origin-destination";
        var isHours = by == "weekday-hour";
        List<Column> keys =
        [
            .. Only(by == "community" || isOrigin, new Column("communauté", "community", (row, _) => row.Community)),
            .. Only(by == "site", new Column("site", "site", (row, _) => row.Site)),
            .. Only(by == "funder", new Column("financeur", "funder", (row, _) => row.Funder)),
            .. Only(by == "kind", new Column("type", "kind", (row, _) => Words.Read<SpaceKind>(row.Kind ?? "") is { } kind ? kind : row.Kind)),
            .. Only(by is "community" or "site" or "funder" || isOrigin, new Column("nom", "name", (row, _) => row.Name ?? CsvWords.Funder(row.Funder, inEnglish))),
            .. Only(by == "home-community" || isOrigin, new Column("communauté de domicile", "home community", (row, _) => row.HomeCommunity)),
            .. Only(by == "home-community", new Column("nom", "name", (row, _) => row.Name ?? CsvWords.Home(row.HomeCommunity, inEnglish))),
            .. Only(isOrigin, new Column("nom du domicile", "home name", (row, _) => row.HomeName ?? CsvWords.Home(row.HomeCommunity, inEnglish))),
            .. Only(isHours, new Column("jour", "weekday", (row, _) => Words.Read<DayOfWeek>(row.Weekday ?? "")), new Column("heure", "hour", (row, _) => row.Hour)),
            .. Only(report.By[^1] == "month" || report.Provisional.Count > 0, new Column("mois", "month", (row, _) => row.Month)),
        ];
        Column hours = new("heures", "hours", (row, _) => row.Hours) { IsFigure = true };
        return isHours ? [.. keys, hours] :
        [
            .. keys,
            new Column("demi-journées réservées", "half-days booked", (row, _) => row.Booked) { IsFigure = true },
            new Column("demi-journées utilisées", "half-days used", (row, _) => row.Used) { IsFigure = true },
            new Column("absences", "no-shows", (row, _) => row.NoShows) { IsFigure = true },
            new Column("venues sans réservation", "walk-ins", (row, _) => row.WalkIns) { IsFigure = true },
            new Column("invités", "guests", (row, _) => row.Guests) { IsFigure = true },
            hours,
            new Column("membres différents", "different members", (row, _) => row.Members) { IsFigure = true },
            new Column("nombre de membres arrondi", "members rounded", (row, _) => row.Rounded),
            .. Only(report.Rows.Concat(report.Provisional).Any(row => row.Offered is not null),
                new Column("demi-journées offertes", "half-days offered", (row, _) => row.Offered), new Column("dont louées", "of them leased", (row, _) => row.Leased), new Column("taux d’occupation", "occupancy", (row, _) => row.Occupancy)),
            new Column("sans les mois", "without months", (row, _) => row.WithoutMonths is { } months ? string.Join(' ', months) : null),
            new Column("provisoire", "provisional", (_, isProvisional) => isProvisional),
        ];
    }

    private static Column[] Only(bool wanted, params Column[] columns) => wanted ? columns : [];

    private sealed record Column(string French, string English, Func<UsageRowView, bool, object?> Of)
    {
        /// <summary>Hidden where its row is.</summary>
        public bool IsFigure { get; init; }
    }
}
