using FsCheck;
using FsCheck.Fluent;

namespace SohoSolo.Core.Tests;

/// <summary>How properties are run: fewer cases at the desk, ten times as many with SOHOSOLO_TEST_FULL=1. A failure is shrunk and prints its seed.</summary>
internal static class Runs
{
    private static readonly int Factor = Environment.GetEnvironmentVariable("SOHOSOLO_TEST_FULL") == "1" ? 10 : 1;

    public static void Hold<T>(Arbitrary<T> given, Func<T, bool> property, int cases = 300) =>
        Prop.ForAll(given, property).Check(Config.QuickThrowOnFailure.WithMaxTest(cases * Factor).WithQuietOnSuccess(true));

    /// <summary>So many, or ten times as many.</summary>
    public static int Of(int cases) => cases * Factor;

    /// <summary>Lists that shrink: to either half, and then by one element at a time.</summary>
    public static Arbitrary<IReadOnlyList<T>> Lists<T>(Gen<T> element, int most) =>
        Arb.From(Gen.Choose(1, most).SelectMany(count => Gen.ListOf(element, count)).Select(list => (IReadOnlyList<T>)[.. list]), Smaller);

    private static IEnumerable<IReadOnlyList<T>> Smaller<T>(IReadOnlyList<T> list)
    {
        if (list.Count > 1)
        {
            yield return [.. list.Take(list.Count / 2)];
            yield return [.. list.Skip(list.Count / 2)];
        }

        for (var without = 0; without < list.Count && list.Count > 1; without++)
            yield return [.. list.Where((_, index) => index != without)];
    }
}
