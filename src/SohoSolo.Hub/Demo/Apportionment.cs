namespace SohoSolo.Hub.Demo;

/// <summary>Shares a whole number of things by weight, so that the parts add up (largest remainder).</summary>
internal static class Apportionment
{
    public static IReadOnlyList<int> Share(int total, IReadOnlyList<int> weights)
    {
        var sum = weights.Sum(weight => (long)weight);
        var shares = weights.Select(weight => (int)(total * (long)weight / sum)).ToArray();
        var remainders = weights
            .Select((weight, index) => (Index: index, Remainder: total * (long)weight % sum))
            .OrderByDescending(part => part.Remainder)
            .ThenBy(part => part.Index);
        foreach (var (index, _) in remainders.Take(total - shares.Sum()))
            shares[index]++;

        return shares;
    }
}
