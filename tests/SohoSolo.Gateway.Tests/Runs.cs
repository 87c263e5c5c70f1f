using FsCheck;
using FsCheck.Fluent;

namespace SohoSolo.Gateway.Tests;

/// <summary>How properties are run: fewer cases at the desk, ten times as many with SOHOSOLO_TEST_FULL=1. A failure prints its seed.</summary>
internal static class Runs
{
    private static readonly int Factor = Repository.IsFull ? 10 : 1;

    public static void Hold<T>(Gen<T> given, Action<T> property, int cases = 200) =>
        Prop.ForAll(given.ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(cases * Factor).WithQuietOnSuccess(true));
}
