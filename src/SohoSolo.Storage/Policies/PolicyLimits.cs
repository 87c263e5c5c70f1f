using SohoSolo.Core.Access;

namespace SohoSolo.Storage;

/// <summary>
/// From which to which number a setting may go. The rules say only whether they can be used, so they are asked, by halving: what is allowed is one stretch around the usual number.
/// </summary>
internal static class PolicyLimits
{
    /// <summary>The two limits of an open door bound each other; each is asked for while the other leaves it all the room there is.</summary>
    private static readonly SiteRules Roomy = SiteRules.Unwritten with
    {
        Access = new AccessRules { HeldOpenWarning = TimeSpan.FromSeconds(5), HeldOpenAlarm = TimeSpan.FromHours(1) },
    };

    public static int Least(PolicySetting setting) => Usual(setting) is var usual && Allows(setting, 0) ? 0 : Edge(setting, usual, 0);

    public static int Most(PolicySetting setting) => Usual(setting) is var usual && Allows(setting, setting.Most) ? setting.Most : Edge(setting, usual, setting.Most);

    private static int Usual(PolicySetting setting) => setting.Read(SiteRules.Unwritten) ?? 1;

    private static bool Allows(PolicySetting setting, int number) => !setting.Write(Roomy, number).Problems().Any();

    /// <summary>The last number that is allowed on the way to one that is not.</summary>
    private static int Edge(PolicySetting setting, int allowed, int refused)
    {
        while (Math.Abs(refused - allowed) > 1)
        {
            var middle = allowed + ((refused - allowed) / 2);
            if (Allows(setting, middle)) allowed = middle;
            else refused = middle;
        }

        return allowed;
    }
}
