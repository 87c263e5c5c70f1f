using SohoSolo.Core;
using SohoSolo.Core.Members;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Imports;

/// <summary>A person to be made a member; her id and the time of her making come later.</summary>
internal sealed record MemberDraft(string Name, string? Email, string? Phone, string? Commune, string? Country, Role Role, IReadOnlyList<SiteId> Keeps)
{
    /// <summary>The line of the file that named her; 0 when none did.</summary>
    public int Line { get; init; }

    public Member ToMember(MemberId id, DateTimeOffset now) => new()
    {
        Id = id,
        Name = Name,
        Email = Email,
        Phone = Phone,
        Commune = Commune,
        Country = Commune is null ? Country : null,
        Role = Role,
        Keeps = Keeps,
        MadeAt = now,
    };
}

/// <summary>Reads a file of members: every row is judged by itself and against the rows above it; the database comes after.</summary>
internal static class MemberCsv
{
    private static readonly CsvColumns Columns = new(
        ["name"],
        ["email", "phone", "commune", "country", "role", "keeps"],
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["nom"] = "name",
            ["e-mail"] = "email",
            ["mail"] = "email",
            ["courriel"] = "email",
            ["adresse e-mail"] = "email",
            ["tel"] = "phone",
            ["tél"] = "phone",
            ["telephone"] = "phone",
            ["téléphone"] = "phone",
            ["insee"] = "commune",
            ["insee_code"] = "commune",
            ["code insee"] = "commune",
            ["code_insee"] = "commune",
            ["pays"] = "country",
            ["rôle"] = "role",
            ["sites"] = "keeps",
            ["garde"] = "keeps",
        });

    /// <summary>Reads the stream to its end, synchronously: give it a buffered one.</summary>
    public static ImportPlan<MemberDraft> Read(Stream file, Network network)
    {
        var sheet = CsvSheet.Read(file, Columns);
        var rejections = sheet.Rejections.ToList();
        var drafts = new List<MemberDraft>();
        var firstUse = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in sheet.Accepted)
        {
            var reading = new RowReading(row);
            var draft = Judge(reading, row, network, firstUse);
            rejections.AddRange(reading.Rejections);
            if (draft is not null)
                drafts.Add(draft);
        }

        return new ImportPlan<MemberDraft>(drafts, [.. rejections.OrderBy(rejection => rejection.Line)]);
    }

    /// <summary>The plan without those whose e-mail address another member has.</summary>
    public static ImportPlan<MemberDraft> Against(this ImportPlan<MemberDraft> plan, IReadOnlySet<string> takenEmails)
    {
        var taken = plan.Accepted.Where(draft => draft.Email is not null && takenEmails.Contains(draft.Email)).ToList();
        return new ImportPlan<MemberDraft>(
            [.. plan.Accepted.Except(taken)],
            [.. plan.Rejections.Concat(taken.Select(draft => new ImportRejection(draft.Line, "email", $"'{draft.Email}' belongs to a member already") { Word = "email-taken", Written = draft.Email })).OrderBy(rejection => rejection.Line)]);
    }

    private static MemberDraft? Judge(RowReading reading, CsvRow row, Network network, Dictionary<string, int> firstUse)
    {
        var name = reading.Take("name", MemberFields.Name(row["name"]));
        var email = reading.Take("email", MemberFields.Email(row["email"]));
        var phone = reading.Take("phone", MemberFields.Phone(row["phone"]));
        var commune = reading.Take("commune", MemberFields.Commune(row["commune"], network));
        var country = reading.Take("country", MemberFields.Country(row["country"]));
        var role = reading.Take("role", MemberFields.Role(row["role"]));
        var keeps = reading.Take("keeps", MemberFields.Keeps(row["keeps"], network)) ?? [];
        if (email is not null && !firstUse.TryAdd(email, row.Line))
            reading.Reject("email", $"'{email}' is on line {firstUse[email]} already", "email-twice", $"{firstUse[email]}");

        if (reading.Rejections.Count == 0 && MemberFields.Contradiction(commune, country, role, keeps) is var (column, why))
            reading.Reject(column, why, column switch { "commune" => "no-home", "country" => "contradiction", _ => role == Role.Keeper ? "keeps-nothing" : "keeps-needlessly" });

        return reading.Rejections.Count > 0 ? null : new MemberDraft(name!, email, phone, commune, country, role, keeps) { Line = row.Line };
    }
}
