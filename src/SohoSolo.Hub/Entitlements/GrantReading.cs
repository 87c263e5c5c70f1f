using SohoSolo.Core;
using SohoSolo.Core.Entitlements;
using SohoSolo.Hub.Api;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Entitlements;

/// <summary>Reads a grant from a body: each kind has its own amounts, and those of another kind are refused.</summary>
internal static class GrantReading
{
    private const int MostUnits = 10_000;
    private const int MostDays = 31;
    private const int LongestPayer = 120;

    private static readonly string[] Kinds = ["occasional-free", "free-period", "ticket-book", "funded"];

    public static (Entitlement? Grant, Problem? Problem) Read(GrantPost body, MemberId member, EntitlementId id, DateOnly today, Network network)
    {
        var check = new FieldCheck();
        var from = check.Day("from", body.From) ?? today;
        var to = check.Day("to", body.To);
        if (to < from)
        {
            check.Refuse("to", "is not before from");
        }

        if (!network.Communities.ContainsKey(body.Funder))
        {
            check.Refuse("funder", "is the SIREN of a community of the network");
        }

        var amounts = new Amounts(body, check);
        Entitlement? grant = body.Kind switch
        {
            "occasional-free" => new Entitlement.OccasionalFree(amounts.Needed("unitsAMonth", body.UnitsAMonth, MostUnits), amounts.Optional("perSiteCap", body.PerSiteCap, MostUnits))
            { Id = id, Member = member, Funder = body.Funder, FirstDay = from, LastDay = to },
            "free-period" => new Entitlement.FreePeriod { Id = id, Member = member, Funder = body.Funder, FirstDay = from, LastDay = amounts.LastDay(to) },
            "ticket-book" => new Entitlement.TicketBook(amounts.Needed("units", body.Units, MostUnits)) { Id = id, Member = member, Funder = body.Funder, FirstDay = from, LastDay = to },
            "funded" => new Entitlement.Funded(amounts.Payer(LongestPayer), amounts.Needed("daysAMonth", body.DaysAMonth, MostDays))
            { Id = id, Member = member, Funder = body.Funder, FirstDay = from, LastDay = to },
            _ => null,
        };
        if (grant is null)
        {
            check.Refuse("kind", body.Kind == "lease" ? "is given by POST /leases for a lease" : $"is one of {string.Join(", ", Kinds)}");
        }

        amounts.RefuseForeign();
        return check.Problem is { } problem ? (null, problem) : (grant, null);
    }

    /// <summary>The amounts that the kind asked for; the others must be absent.</summary>
    private sealed class Amounts(GrantPost body, FieldCheck check)
    {
        private readonly HashSet<string> asked = [];

        public int Needed(string name, int? amount, int most)
        {
            asked.Add(name);
            if (amount is null)
            {
                check.Refuse(name, $"is needed for the kind '{body.Kind}'");
            }

            return check.Between(name, amount, 1, most) ?? 0;
        }

        public int? Optional(string name, int? amount, int most)
        {
            asked.Add(name);
            return check.Between(name, amount, 0, most);
        }

        public string Payer(int most)
        {
            asked.Add("payer");
            if (body.Payer is null)
            {
                check.Refuse("payer", $"is needed for the kind '{body.Kind}'");
            }

            return check.Text("payer", body.Payer, most) ?? "";
        }

        public DateOnly? LastDay(DateOnly? to)
        {
            if (to is null)
            {
                check.Refuse("to", $"is needed for the kind '{body.Kind}'");
            }

            return to;
        }

        public void RefuseForeign()
        {
            (string Name, bool Given)[] all =
            [
                ("unitsAMonth", body.UnitsAMonth is not null), ("perSiteCap", body.PerSiteCap is not null), ("units", body.Units is not null),
                ("daysAMonth", body.DaysAMonth is not null), ("payer", body.Payer is not null),
            ];
            foreach (var (name, _) in all.Where(amount => amount.Given && !asked.Contains(amount.Name)))
            {
                check.Refuse(name, $"means nothing for the kind '{body.Kind}'");
            }
        }
    }
}
