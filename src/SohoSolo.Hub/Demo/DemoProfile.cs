namespace SohoSolo.Hub.Demo;

/// <summary>What an invented database is for.</summary>
internal enum DemoProfile
{
    /// <summary>The eight télécentres as people would meet them, with members, grants and history.</summary>
    Network,

    /// <summary>200 desks that are always open and members who are never short of units: for load tests.</summary>
    Bench,
}
