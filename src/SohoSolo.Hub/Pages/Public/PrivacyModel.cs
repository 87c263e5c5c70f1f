using SohoSolo.Core.Privacy;
using SohoSolo.Hub.Pages.Privacy;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Public;

/// <summary>What is kept about people, use by use, as the table of personal data says; whom to write to.</summary>
public sealed record PrivacyModel(string? Contact, IReadOnlyList<KeptUse> Uses)
{
    internal static PrivacyModel Of(DataWords words, string? contact) => new(contact,
    [
        .. PersonalData.All.Where(column => !column.IsActor).GroupBy(column => column.Use).OrderBy(use => use.Key).Select(use => new KeptUse(
            words.Use(use.Key),
            words.Purpose(use.Key),
            words.Basis(DataUses.BasisOf(use.Key)),
            words.Recipients(use.Key),
            [.. words.Terms(use).Concat(use.Key == DataUse.Audit ? [words.Consultations] : []).Select(term => new KeptTerm(term.What, term.Kept))])),
    ]);
}

/// <summary>One use of people's data, and how long it keeps what.</summary>
public sealed record KeptUse(string Name, string Purpose, string Basis, string Recipients, IReadOnlyList<KeptTerm> Terms);

/// <summary>What is kept, how long, and what becomes of it then.</summary>
public sealed record KeptTerm(IReadOnlyList<string> What, string Kept);
