namespace Dify.OpenApi.Comparing;

/// <summary>What a change does to callers, the heaviest last.</summary>
internal enum Effect
{
    /// <summary>Only documentation reads differently.</summary>
    Prose,

    /// <summary>Callers' code goes on compiling and working.</summary>
    Compatible,

    /// <summary>Callers go on as they are; classes of their own that implement a client's interface have to follow.</summary>
    Implementers,

    /// <summary>Callers' code compiles and runs, and meets other values or a refusal.</summary>
    Behavior,

    /// <summary>Callers' code does not compile any more, or with warnings of nullability; programs that were compiled before run.</summary>
    Source,

    /// <summary>Programs that were compiled before fail when they run; the code compiles again.</summary>
    Binary,

    /// <summary>Neither a program that was compiled before nor its code goes on.</summary>
    BinaryAndSource,
}

/// <summary>The three kinds of effect that a reader looks for first.</summary>
internal enum Impact
{
    Prose,
    Compatible,
    Breaking,
}
