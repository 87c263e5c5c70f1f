namespace SohoSolo.Testing;

/// <summary>
/// A real component that a test needs is not on this machine. At a desk that skips the test; under <c>CI=true</c> it fails it,
/// because a check that quietly did not run is worse than none.
/// </summary>
public sealed class MissingPartException(string part)
    : Exception(Repository.IsCI ? $"{part} This fails, because CI=true." : XunitSkips + part)
{
    /// <summary>xunit.v3 counts an exception whose message starts like this as a skip.</summary>
    private const string XunitSkips = "$XunitDynamicSkip$";
}
