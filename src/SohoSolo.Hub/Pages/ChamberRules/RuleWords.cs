using System.Globalization;
using Microsoft.Extensions.Localization;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.ChamberRules;

/// <summary>Settings and their values as people say them.</summary>
internal static class RuleWords
{
    private const int LongestQuoted = 80;

    /// <summary>Nothing is singular in French and plural in English.</summary>
    private static bool IsFrench => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr";

    /// <summary>What belongs together on the page. A setting that nobody has put anywhere stands in the last group.</summary>
    private static readonly (string Name, string[] Settings)[] Known =
    [
        ("costs", ["deskPerHalfDay", "officePerHalfDay", "roomPerHour"]),
        ("booking", ["longestHours", "furthestDaysAhead", "mostUpcoming", "startToleranceMinutes", "cancellationNoticeMinutes", "offerLastsMinutes", "requestLastsHours"]),
        ("absence", ["checkInOpensMinutes", "noShowDeskMinutes", "noShowShortDeskMinutes", "noShowRoomMinutes", "shortNoticeExemptMinutes", "earlyLeaveMinutes", "earlyLeaveMiddayMinutes", "earlyLeaveLeastMinutes"]),
        ("doors", ["walkIns", "doorOpensBeforeMinutes", "doorClosesAfterMinutes", "unlockSeconds", "heldOpenWarningSeconds", "heldOpenAlarmSeconds"]),
        ("sensors", ["pirHoldMinutes", "mmwaveHoldMinutes", "seatHoldMinutes", "counterHoldMinutes"]),
        ("house", ["wifiName", "wifiCode", "houseRules", "houseRulesEnglish", "houseRulesEdition"]),
        ("privacy", ["doorEventDays", "visitorDays", "sensorDays", "passHours", "unknownBadgeDays", "bookingMonths", "leftMemberMonths", "mailDays", "sessionDays", "auditMonths", "consultationMonths", "reportFreezeDay"]),
    ];

    public static IEnumerable<(string Name, IReadOnlyList<PolicyField> Fields)> Groups(RulesSheet sheet)
    {
        var fields = sheet.Fields.ToDictionary(field => field.Name, StringComparer.Ordinal);
        var groups = Known.Select(group => (group.Name, Fields: (IReadOnlyList<PolicyField>)[.. group.Settings.Where(fields.ContainsKey).Select(name => fields[name])]));
        IReadOnlyList<PolicyField> others = [.. sheet.Fields.ExceptBy(Known.SelectMany(group => group.Settings), field => field.Name)];
        return groups.Append((Name: "others", Fields: others)).Where(group => group.Fields.Count > 0);
    }

    /// <summary>"sans limite", "jamais", "aucun".</summary>
    public static string None(this IStringLocalizer<RulesText> words, PolicyField field) => words[$"none.{field.Name}"] is { ResourceNotFound: false } own ? own : words["none"];

    public static string Value(this IStringLocalizer<RulesText> words, PolicyField field, string? value)
    {
        if (value is null) return field.IsText ? words["value.nothing"] : words.None(field);
        if (field.IsText) return value.Length <= LongestQuoted ? value : $"{value[..LongestQuoted]}…";
        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return value;

        return field.Unit switch
        {
            PolicyUnit.YesNo => words[number == 1 ? "yes" : "no"],
            PolicyUnit.Edition => value,
            var unit => words[$"unit.{Api.Words.Of(unit)}.{(number == 1 || (number == 0 && IsFrench) ? "one" : "some")}", number],
        };
    }
}
